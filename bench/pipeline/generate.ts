/** Writes the demonstration's source files in a process of its own: `generate.ts <folder> <scale> <today>`. */
import { generateSources } from '../../apps/zones/demo/generate-sources.ts';

const [folder = '', scale = '1', today = ''] = process.argv.slice(2);
console.log(JSON.stringify(await generateSources({ folder, seed: 1, scale: Number(scale), today })));
