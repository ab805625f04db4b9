/** The parts of the global scope that are looked at; a window, a worker, or a stand-in of a test. */
interface PlatformScope {
  readonly isSecureContext?: boolean;
  readonly navigator?: { readonly clipboard?: unknown; readonly platform?: string };
  readonly DecompressionStream?: unknown;
  readonly OffscreenCanvas?: unknown;
}

/** What this browser can do on this page. Plain http at an IP address is no secure context. */
export interface Platform {
  readonly isSecureContext: boolean;
  /** The clipboard can be written directly; otherwise copying goes through a selected text field. */
  readonly canCopy: boolean;
  readonly hasDecompressionStream: boolean;
  readonly hasOffscreenCanvas: boolean;
  /** Shortcuts are written with ⌘ instead of Ctrl. */
  readonly isApple: boolean;
}

export function detectPlatform(scope: PlatformScope = globalThis): Platform {
  const isSecureContext = scope.isSecureContext === true;
  return {
    isSecureContext,
    canCopy: isSecureContext && scope.navigator?.clipboard !== undefined,
    hasDecompressionStream: typeof scope.DecompressionStream === 'function',
    hasOffscreenCanvas: typeof scope.OffscreenCanvas === 'function',
    isApple: /^(Mac|iP)/.test(scope.navigator?.platform ?? ''),
  };
}

/** 32 hexadecimal digits. `crypto.randomUUID` exists in secure contexts only, `getRandomValues` everywhere. */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
