/**
 * Markdown in one line without its marks: headings, lists, emphasis, code, links and pictures as their words. Text
 * without Markdown stays as it is.
 */
export function plainText(markdown: string | undefined): string | undefined {
  return markdown
    ?.replaceAll(/^[ \t]*(?:#{1,6}|>|[-*+]|\d+\.)[ \t]+/gm, '')
    .replaceAll(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replaceAll(/(\*\*|__|~~)(?=\S)(.+?)\1/g, '$2')
    .replaceAll(/(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/gu, '$1')
    .replaceAll(/`{1,3}([^`\n]+)`{1,3}/g, '$1')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim();
}
