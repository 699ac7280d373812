import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Harbour: the one brand colour. Shade 6 is the light filled shade, 7 the dark one; white on both is at least 4.5:1. */
const harbour: MantineColorsTuple = [
  '#EBF5F8',
  '#D3E8EE',
  '#A9D2DE',
  '#7ABACC',
  '#4B9DB4',
  '#2A8299',
  '#12647B',
  '#1B7690',
  '#0D4558',
  '#082F3D',
];
const gray: MantineColorsTuple = [
  '#F5F7F8',
  '#EFF3F4',
  '#E1E7EA',
  '#C8D2D7',
  '#AEBBC1',
  '#8C9BA3',
  '#5B6C76',
  '#4A5C66',
  '#2C3D47',
  '#12222B',
];
const dark: MantineColorsTuple = [
  '#E5ECEF',
  '#C5D1D6',
  '#A6B5BD',
  '#8A9BA4',
  '#35464F',
  '#212E35',
  '#1A252B',
  '#111A1F',
  '#0D1519',
  '#0B1216',
];
/** For what cannot be undone. White on shades 6 and 7 is at least 4.5:1. */
const red: MantineColorsTuple = [
  '#FCEBEC',
  '#F7D5D7',
  '#EFC1C4',
  '#F3B0B4',
  '#F39A9E',
  '#CF4A53',
  '#A3212B',
  '#B8323B',
  '#7D1820',
  '#5A1016',
];

export const theme = createTheme({
  primaryColor: 'harbour',
  primaryShade: { light: 6, dark: 7 },
  colors: { harbour, gray, dark, red },
  black: '#12222B',
  fontFamily: '"Instrument Sans Variable", ui-sans-serif, system-ui, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: '"Geist Mono Variable", ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.3' },
  headings: {
    fontFamily: 'inherit',
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.25' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    // What may be left empty says so; nothing else is marked.
    InputWrapper: { defaultProps: { withAsterisk: false } },
    // What is chosen once more stays chosen; what may be left empty has a button that empties it.
    Select: { defaultProps: { allowDeselect: false } },
    Table: { defaultProps: { tabularNums: true, verticalSpacing: 0, horizontalSpacing: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false } },
  },
});

/** Mantine's own variables follow the Fairlead tokens, so stock components need no overrides. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-text': 'var(--fl-ink)',
    '--mantine-color-dimmed': 'var(--fl-ink-2)',
    '--mantine-color-placeholder': 'var(--fl-ink-3)',
    '--mantine-color-body': 'var(--fl-surface)',
    '--mantine-color-anchor': 'var(--fl-accent-ink)',
    '--mantine-color-error': 'var(--fl-denied-ink)',
    '--mantine-color-default': 'var(--fl-surface)',
    '--mantine-color-default-hover': 'var(--fl-hover)',
    '--mantine-color-default-color': 'var(--fl-ink)',
    '--mantine-color-default-border': 'var(--fl-line-strong)',
  };
  return { variables: {}, light: both, dark: both };
};
