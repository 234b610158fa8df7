// Draws messages: reads {name: components} from the file named first, and writes NAME.png into the folder named next.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [scenesFile, folder, modules, here, browserPath] = process.argv.slice(2);
const require = createRequire(pathToFileURL(join(modules, 'package.json')));
const { chromium } = require('playwright-core');
const { build } = require('esbuild');
const sharp = require('sharp');

const bundle = await build({
  entryPoints: [join(here, 'page.js')],
  bundle: true,
  write: false,
  format: 'iife',
  nodePaths: [join(modules, 'node_modules')],
  logLevel: 'error',
});
const style = await readFile(join(here, 'page.css'), 'utf-8');
const scenes = JSON.parse(await readFile(scenesFile, 'utf-8'));
const browser = await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox', '--disable-lcd-text'] });
const page = await browser.newPage({ viewport: { width: 640, height: 800 }, deviceScaleFactor: 2 });
page.on('pageerror', (error) => { throw error; });
await page.setContent('<!doctype html><meta charset="utf-8"><body></body>');
await page.addStyleTag({ content: style });
await page.addScriptTag({ content: bundle.outputFiles[0].text });
const texts = {};
for (const [name, scene] of Object.entries(scenes)) {
  for (const theme of scene.themes) {
    await page.evaluate((shown) => window.show(...shown), [scene, theme]);
    await page.waitForTimeout(100); // which the web components take to be drawn
    const picture = await page.locator('discord-messages, .form').screenshot();
    const file = theme === 'light' ? `${name}-light.png` : `${name}.png`;
    await sharp(picture).png({ palette: true, colours: 128, dither: 0, compressionLevel: 9 }).toFile(join(folder, file));
  }
  texts[name] = (await page.locator('.container, .form, .text').allInnerTexts()).join('\n');
}
await browser.close();
await writeFile(join(folder, 'texts.json'), JSON.stringify(texts));
