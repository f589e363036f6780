import './theme/base.css';
import './theme/theme.svelte.ts';
import { start } from './browser/start.ts';
import Console from './console/Console.svelte';

start(Console);
