import { mount } from 'svelte';
import './look/base.css';
import './look/look.svelte.ts';
import Console from './console/Console.svelte';

mount(Console, { target: document.querySelector('#app')! });
