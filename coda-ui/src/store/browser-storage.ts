import { createJSONStorage } from 'zustand/middleware';

/** The browser's storage; what it has no room for is kept in this page alone. */
export const browserStorage = createJSONStorage(() => ({
  getItem: (name) => localStorage.getItem(name),
  removeItem: (name) => localStorage.removeItem(name),
  setItem: (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      localStorage.removeItem(name);
    }
  },
}));
