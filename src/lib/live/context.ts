import { createContext } from 'svelte';
import type { LiveBoard } from './live-board.svelte.ts';

/** The board of the page, for everything drawn on it. */
export const [getBoard, setBoard] = createContext<LiveBoard>();
