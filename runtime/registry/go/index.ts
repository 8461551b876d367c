/** Texts as Go's standard library writes them: etcd and Consul answer with them. */
export { quote, quoteByte, quoteUtf8 } from './quote.ts';
export { isStray, UTF8_CHARACTER } from './utf8.ts';
