import './look/base.css';
import './look/look.svelte.ts';
import { start } from './browser/start.ts';
import Fan from './pages/Fan.svelte';

start(Fan);
