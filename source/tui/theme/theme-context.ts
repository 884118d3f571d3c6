import { createContext, useContext } from 'react';
import { THEMES } from './themes.ts';

const ThemeContext = createContext(THEMES.mono);

export const ThemeProvider = ThemeContext.Provider;

export function useTheme() {
  return useContext(ThemeContext);
}
