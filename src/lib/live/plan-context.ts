import { createContext } from 'svelte';
import type { PlanView } from './plan-view.svelte.ts';

/** The plan of the citizen whose pages these are. */
export const [getPlan, setPlan] = createContext<PlanView>();
