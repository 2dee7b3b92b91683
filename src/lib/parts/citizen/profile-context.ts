import { createContext } from 'svelte';
import type { ScreenProfile } from '#lib/model/profile.ts';

/** How this screen speaks to the one who looks at it; a function, so that it follows a change. */
export const [getProfile, setProfile] = createContext<() => ScreenProfile>();
