import { Connection } from './connection.svelte.ts';
import { whenToAsk } from './when-to-ask.svelte.ts';

/**
 * Listens on a document's line for one kind of news, for a page that shows nothing of the document.
 * `onnews` is also called when the line comes up, for what was said meanwhile, and when it is closed
 * for good. The answer ends it. Only in a browser.
 */
export function listen(documentId: string, kind: string, onnews: () => void): () => void {
	const connection = new Connection({ documentId, access: 'read' });
	connection.onNews((news) => {
		if (typeof news === 'object' && news !== null && kind in news) onnews();
	});
	const stop = $effect.root(() => {
		whenToAsk(() => connection.status, onnews);
	});
	return () => {
		stop();
		connection.destroy();
	};
}
