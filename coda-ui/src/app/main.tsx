import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../index.css';
import { languageOf, loadTexts } from '@/shared/i18n/languages';
import { useSettings } from '@/store/settingsStore';
import { App } from './App';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id "root"');

const { language } = useSettings.getState();
void loadTexts(languageOf(language, navigator.languages)).then(() =>
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
