/** Sides of a stored picture, in pixels: sharp at the size of a card on a tablet, small in the database. */
const side = 480;
/** A picture that claims to be larger than this is not unpacked: 25 million pixels. */
const mostPixels = 25_000_000;
const kinds: readonly string[] = ['jpeg', 'png', 'webp'];

type Sharp = typeof import('sharp').default;
let loaded: Promise<Sharp> | null = null;

/** Loaded with the first picture: it takes as long as a tenth of the server's start. */
async function load(): Promise<Sharp> {
	const { default: sharp } = await import('sharp');
	sharp.cache(false);
	sharp.concurrency(1);
	return sharp;
}

/**
 * The pixels of a photo drawn again as WebP, upright, and nothing else of it: no place, no time, no
 * camera, no comment. Null when it is no photo we know, whatever it was called.
 */
export async function drawAgain(upload: Uint8Array): Promise<Uint8Array | null> {
	const sharp = await (loaded ??= load());
	try {
		const { format } = await sharp(upload, { limitInputPixels: mostPixels }).metadata();
		if (!kinds.includes(format)) return null;
		// Without `keepMetadata` the library writes none.
		return await sharp(upload, { limitInputPixels: mostPixels })
			.autoOrient()
			.resize(side, side, { fit: 'inside', withoutEnlargement: true })
			.webp({ quality: 80 })
			.toBuffer();
	} catch {
		// What cannot be unpacked is no picture; there is nothing else to say about it.
		return null;
	}
}
