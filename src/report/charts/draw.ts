// A Vega-Lite spec becomes an SVG here, in process: no browser, no network, no font files.

import type { TopLevelSpec } from 'vega-lite'

/**
 * Vega is loaded by the first drawing: it takes longer to load than a strategy file does, and every strategy file
 * imports the public door that leads here.
 *
 * @returns one `<svg>` element; Vega escapes the text in it
 */
export async function drawSvg(spec: TopLevelSpec): Promise<string> {
  const [{ logger, None, parse, View }, { compile }] = await Promise.all([import('vega'), import('vega-lite')])
  const view = new View(parse(compile(spec, { logger: logger(None) }).spec), { renderer: 'none', logLevel: None })
  try {
    return await view.toSVG()
  } finally {
    view.finalize()
  }
}
