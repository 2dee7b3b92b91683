/** A path of our own to go back to, from what a visitor sent; anything else becomes the front page. */
export function ownPath(wanted: string): string {
	return /^\/(?![/\\])/.test(wanted) && !/[\r\n]/.test(wanted) ? wanted : '/';
}
