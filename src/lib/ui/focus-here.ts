import type { Attachment } from 'svelte/attachments';

/** The focus goes along with what takes the pressed button's place. */
export const focusHere: Attachment<HTMLElement> = (node) => node.focus();
