import { createTheme, defaultVariantColorsResolver } from '@mantine/core';
import { WITHIN_WINDOW } from '../ui/within-window.ts';

/** Calm and dense: 13 px base, small radii, no shadow where a line will do. Colours come from theme.css. */
export const mantineTheme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  defaultRadius: 5,
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Menu: { defaultProps: { middlewares: WITHIN_WINDOW } } },
  // White in both themes otherwise: too pale on the dark theme's light accent.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input);
    return input.variant === 'filled' ? { ...colors, color: 'var(--accent-text)' } : colors;
  },
});
