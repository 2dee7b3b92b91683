// The package types its icons together, not one by one.
declare module '@lucide/icons/icons/*' {
	const icon: import('@lucide/icons').LucideIconData;
	export default icon;
}
