import { define } from './define.ts';
import { McProvider } from './provider.ts';

define('mc-provider', McProvider);

export { McProvider };
