// `npm run texts`: compiles the catalogues, for a type check before anything was built.
import { compile } from '@inlang/paraglide-js';
import { paraglide } from './paraglide.js';

await compile(paraglide);
