import './theme/base.css';
import './theme/theme.svelte.ts';
import { start } from './browser/start.ts';
import Console from './console/Console.svelte';
import { texts } from './console/texts/texts.ts';

void start(Console, texts.ready());
