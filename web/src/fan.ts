import { mount } from 'svelte';
import './look/base.css';
import './look/look.svelte.ts';
import Fan from './pages/Fan.svelte';

mount(Fan, { target: document.querySelector('#app')! });
