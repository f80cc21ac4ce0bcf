import type { AppearanceOptions, AppearanceVariables } from '@stripe/connect-js';

/** The console's colours for Stripe's components, by what each of them paints. */
const COLOURS = {
  colorPrimary: '--accent',
  colorBackground: '--surface',
  colorText: '--ink',
  colorSecondaryText: '--ink-2',
  colorDanger: '--danger',
  colorBorder: '--line-strong',
  offsetBackgroundColor: '--sunken',
  formBackgroundColor: '--surface',
  formHighlightColorBorder: '--accent',
  formAccentColor: '--accent',
  formPlaceholderTextColor: '--ink-3',
  actionPrimaryColorText: '--accent-text',
  actionSecondaryColorText: '--ink-2',
  buttonPrimaryColorBackground: '--accent',
  buttonPrimaryColorBorder: '--accent',
  buttonPrimaryColorText: '--accent-ink',
  buttonSecondaryColorBackground: '--surface',
  buttonSecondaryColorBorder: '--line-strong',
  buttonSecondaryColorText: '--ink',
  badgeNeutralColorBackground: '--sunken',
  badgeNeutralColorBorder: '--line-strong',
  badgeNeutralColorText: '--ink-2',
  badgeSuccessColorBackground: '--on-soft',
  badgeSuccessColorBorder: '--on-line',
  badgeSuccessColorText: '--on-text',
  badgeWarningColorBackground: '--limit-soft',
  badgeWarningColorBorder: '--limit-line',
  badgeWarningColorText: '--limit-text',
  badgeDangerColorBackground: '--danger-soft',
  badgeDangerColorBorder: '--danger-line',
  badgeDangerColorText: '--danger',
} as const satisfies Partial<Record<keyof AppearanceVariables, `--${string}`>>;

/** How Stripe's components are to look, read off the page's custom properties as they are now. */
export function appearanceOf(read: (property: string) => string): AppearanceOptions {
  const colours = Object.entries(COLOURS)
    .map(([name, property]) => [name, read(property).trim()])
    .filter(([, value]) => value !== '');
  return {
    overlays: 'dialog',
    variables: {
      ...Object.fromEntries(colours),
      fontSizeBase: '14px',
      spacingUnit: '8px',
      borderRadius: '6px',
    },
  };
}

/** The same, off the document. */
export function pageAppearance(): AppearanceOptions {
  const style = getComputedStyle(document.documentElement);
  return appearanceOf((property) => style.getPropertyValue(property));
}
