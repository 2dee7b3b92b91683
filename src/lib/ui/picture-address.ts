import { getContext, setContext } from 'svelte';

const key = Symbol('own pictures');
/** Ids as `model/ids.ts` makes them; anything else after the mark is no picture. */
const own = /^photo:([A-Za-z0-9_-]{22})$/;

/** Where people's own pictures lie for the pages below, without a slash at the end. */
export function setOwnPictures(folder: string): void {
	setContext(key, folder);
}

/** Turns a picture's key into its address. Where no own pictures may be had, a neutral one stands for them. */
export function pictureAddress(): (name: string) => string {
	const folder = getContext<string | undefined>(key);
	return (name) => {
		if (!name.startsWith('photo:')) return `/pictograms/${name}.svg`;
		const id = own.exec(name)?.[1];
		return folder && id ? `${folder}/${id}` : '/pictograms/mig.svg';
	};
}
