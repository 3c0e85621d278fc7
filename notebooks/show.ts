// How a notebook shows things so that they can be read anywhere: tables as Markdown, charts as Vega-Lite for Jupyter
// and as a picture for everything that draws no Vega-Lite.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import { logger, None, parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

const display = Symbol.for('Jupyter.display')

/** What the kernel shows when it is the last value of a cell: texts and JSON by media type. */
export interface Shown {
  readonly [display]: () => Readonly<Record<string, unknown>>
}

/** A remark of a cell in Markdown. */
export const note = (markdown: string): Shown => ({ [display]: () => ({ 'text/markdown': markdown }) })

/**
 * A table. The first column is text and stands left, the others are figures, already rounded, and stand right.
 *
 * @throws {RangeError} for a row that is longer or shorter than the header
 */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): Shown {
  const short = rows.findIndex(row => row.length !== header.length)
  if (short >= 0) throw new RangeError(`Row ${short} has ${rows[short]!.length} cells, the header ${header.length}.`)
  return note([line(header), line(header.map((_, k) => k === 0 ? ':--' : '--:')), ...rows.map(line)].join('\n'))
}

const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`

/** Pixels of the picture per pixel of the chart: sharp where a screen has two dots for one. */
const ZOOM = 2
const FONT = 'Arimo'

const config = {
  font: `${FONT}, 'Helvetica Neue', Arial, sans-serif`, background: '#ffffff', padding: 10, view: { stroke: null },
  axis: {
    labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', titleColor: '#66707f', labelColor: '#1c2430',
    gridColor: '#d8dde4', domain: false, ticks: false, labelPadding: 6, labelLimit: 260,
  },
  header: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', titleColor: '#66707f' },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' },
  title: { fontSize: 14, fontWeight: 'bold', anchor: 'start', color: '#1c2430', offset: 12 },
} as const

/**
 * A chart. `says` is one sentence with what is to be seen, for readers who see no picture.
 *
 * The picture is a PNG: some forges strip SVG from notebooks. Its letters come from a font of the project's own and it
 * is drawn without the machine's libraries, so it has the same bytes everywhere.
 */
export async function chart(says: string, spec: Omit<TopLevelSpec, 'config' | '$schema'>): Promise<Shown> {
  const full = { $schema: 'https://vega.github.io/schema/vega-lite/v5.json', ...spec, config } as TopLevelSpec
  // The schema is the one Jupyter's renderer knows; this Vega-Lite is a version ahead and would say so.
  const view = new View(parse(compile(full, { logger: logger(None) }).spec), { renderer: 'none', logLevel: None })
  const png = await picture(await view.toSVG())
  view.finalize()
  return {
    [display]: () => ({ 'application/vnd.vegalite.v5+json': full, 'image/png': png, 'text/plain': says }),
  }
}

/** Base64 of a PNG. */
async function picture(svg: string): Promise<string> {
  const font = await drawing()
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { fontBuffers: [font.regular, font.bold], defaultFontFamily: FONT, sansSerifFamily: FONT },
  })
  return Buffer.from(drawn.render().asPng()).toString('base64')
}

interface Font {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
}
let ready: Promise<Font> | null = null

/** The rasteriser starts once; later charts find it running. */
function drawing(): Promise<Font> {
  ready ??= initWasm(fileOf('@resvg/resvg-wasm/index_bg.wasm')).then(() => ({
    regular: fileOf('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf'),
    bold: fileOf('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf'),
  }))
  return ready
}

const fileOf = (name: string) => readFileSync(createRequire(import.meta.url).resolve(name))
