import './theme/base.css';
import './theme/theme.svelte.ts';
import { start } from './browser/start.ts';
import Fan from './pages/Fan.svelte';
import { texts } from './pages/texts/texts.ts';

void start(Fan, texts.ready());
