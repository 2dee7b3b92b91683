// `npm run texts`: compiles the catalogues, for a type check before anything was built.
import { compileOnce } from './compile-once.js';
import { paraglide } from './paraglide.js';

await compileOnce(paraglide);
