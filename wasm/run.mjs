// The cases of standard input through the module: node wasm/run.mjs build/jicai-engine.wasm < wasm/cases.txt
import { readFileSync } from 'node:fs';

const module = await WebAssembly.instantiate(readFileSync(process.argv[2]), {}); // it imports nothing
const { memory, engine_cells, engine_split, engine_award } = module.instance.exports;
const cells = new BigInt64Array(memory.buffer, engine_cells(), 256);

for (const line of readFileSync(0, 'utf8').split('\n')) {
  if (line.startsWith('#') || !line.includes('|')) continue;
  const [call, input] = line.split('|');
  const [name, ...a] = call.trim().split(/\s+/);
  cells.fill(0n);
  input.trim().split(/\s+/).forEach((n, i) => { cells[i] = BigInt(n); });
  const n = a.map(Number), big = a.map(BigInt);
  const rc = name === 'split'
    ? engine_split(n[0], n[1], n[2], n[3], big[4], big[5])
    : engine_award(n[0], n[1], big[2], big[3], big[4]);
  console.log(`${name} ${rc}: ${Array.from(cells.subarray(0, 5 * n[0])).join(' ')}`);
}
