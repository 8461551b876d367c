/** Of fflate, which fills tables of 200 KB when it is evaluated, in loops that engines optimise. */
export { Decompress, Deflate, Gunzip, Gzip, Inflate, Unzlib, Zlib } from 'fflate';
