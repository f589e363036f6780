import './theme/base.css';
import './theme/theme.svelte.ts';
import { start } from './browser/start.ts';
import Fan from './pages/Fan.svelte';

start(Fan);
