// How a notebook shows things so that they can be read anywhere: tables as Markdown, charts as Vega-Lite for Jupyter
// and as a picture for everything that draws no Vega-Lite.
//
// Everything is sent while the cell runs. What Deno's kernel shows of a cell's last value may come after it has said
// that the cell is done, and some readers of notebooks no longer listen then.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { ColumnTable } from 'arquero'
import { logger, None, parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'

/** What is used of the kernel's own interface. */
declare const Deno: {
  readonly jupyter: { readonly display: (bundle: object, options: { readonly raw: true }) => Promise<void> }
}

/** By media type; readers take the richest one they know. */
const show = (bundle: Readonly<Record<string, unknown>>): Promise<void> => Deno.jupyter.display(bundle, { raw: true })

export const showNote = (markdown: string): Promise<void> => show({ 'text/markdown': markdown })

/** A table as it stands. The first column is text and stands left, the others are figures and stand right. */
export const showTable = (table: ColumnTable): Promise<void> => showNote(markdownTable(table))

export function markdownTable(table: ColumnTable): string {
  return table.toMarkdown({
    align: Object.fromEntries(table.columnNames().map((name, k) => [name, k === 0 ? 'l' : 'r'])),
  })
}

/** Pixels of the picture per pixel of the chart: letters stay sharp on a fine screen, the file stays small. */
const ZOOM = 1.5
const FONT = 'Arimo'

const config = {
  font: `${FONT}, 'Helvetica Neue', Arial, sans-serif`,
  background: '#ffffff',
  padding: 10,
  view: { stroke: null },
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    titleColor: '#66707f',
    labelColor: '#1c2430',
    gridColor: '#d8dde4',
    domain: false,
    ticks: false,
    labelPadding: 6,
    labelLimit: 260,
  },
  header: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', titleColor: '#66707f' },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal' },
  title: { fontSize: 14, fontWeight: 'bold', anchor: 'start', color: '#1c2430', offset: 12 },
} as const

/** A Vega-Lite chart of any kind without what every chart here shares. */
type Chart = TopLevelSpec extends infer Spec ? (Spec extends unknown ? Omit<Spec, 'config' | '$schema'> : never) : never

/**
 * A chart. `says` is one sentence with what is to be seen, for readers who see no picture.
 *
 * The picture is a PNG: some forges strip SVG from notebooks. Its letters come from a font of the project's own and it
 * is drawn without the machine's libraries, so it has the same bytes everywhere.
 */
export async function showChart(says: string, spec: Chart): Promise<void> {
  const full = { $schema: 'https://vega.github.io/schema/vega-lite/v5.json', ...spec, config } as TopLevelSpec
  // The schema is the one Jupyter's renderer knows; this Vega-Lite is a version ahead and would say so.
  const view = new View(parse(compile(full, { logger: logger(None) }).spec), { renderer: 'none', logLevel: None })
  const png = await picture(await view.toSVG())
  view.finalize()
  await show({ 'application/vnd.vegalite.v5+json': full, 'image/png': png, 'text/plain': says })
}

/** What is used of the rasteriser. Its package and the font lie with the kernel and may be absent: nothing imports them. */
interface Rasteriser {
  readonly initWasm: (program: Uint8Array) => Promise<void>
  readonly Resvg: new (
    svg: string,
    options: {
      readonly fitTo: { readonly mode: 'zoom'; readonly value: number }
      readonly font: {
        readonly fontBuffers: readonly Uint8Array[]
        readonly defaultFontFamily: string
        readonly sansSerifFamily: string
      }
    },
  ) => { readonly render: () => { readonly asPng: () => Uint8Array } }
}
const withKernel = createRequire(new URL('./runner/', import.meta.url))

/** Base64 of a PNG. */
async function picture(svg: string): Promise<string> {
  const { Resvg, regular, bold } = await drawing()
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: ZOOM },
    font: { fontBuffers: [regular, bold], defaultFontFamily: FONT, sansSerifFamily: FONT },
  })
  return Buffer.from(drawn.render().asPng()).toString('base64')
}

interface Drawing extends Rasteriser {
  readonly regular: Uint8Array
  readonly bold: Uint8Array
}
let ready: Promise<Drawing> | undefined

/** The rasteriser starts once; later charts find it running. */
const drawing = (): Promise<Drawing> => (ready ??= started())

async function started(): Promise<Drawing> {
  const rasteriser = withKernel('@resvg/resvg-wasm') as Rasteriser
  await rasteriser.initWasm(fileOf('@resvg/resvg-wasm/index_bg.wasm'))
  return {
    ...rasteriser,
    regular: fileOf('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf'),
    bold: fileOf('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf'),
  }
}

const fileOf = (name: string) => readFileSync(withKernel.resolve(name))
