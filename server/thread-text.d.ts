declare module '*?thread' {
	/** The module as one piece of JavaScript. */
	const text: string;
	export default text;
}
