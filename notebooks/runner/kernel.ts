// A client of one Jupyter kernel: Deno's, started as Jupyter would start it and spoken to over ZeroMQ
// (jupyter-client.readthedocs.io, "Messaging in Jupyter", protocol 5.3).

import { spawn, type ChildProcess } from 'node:child_process'
import { createHmac, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HuijianError } from '../../src/huijian-error.ts'
import { linesOf, type MimeBundle, type Output } from './nbformat.ts'

/** A kernel that did not start, or ended while a cell ran. */
export class KernelError extends HuijianError {
  override readonly name = 'KernelError'
  readonly code = 'notebook'
}

export interface Kernel {
  /** Runs one cell. `failed` when it threw; what it threw is the last output. */
  readonly execute: (code: string) => Promise<{ readonly outputs: readonly Output[]; readonly failed: boolean }>
  readonly close: () => void
}

export interface KernelOptions {
  readonly deno: string
  /** Folder the cells run in; relative imports start there. */
  readonly folder: string
  readonly environment: NodeJS.ProcessEnv
}

interface Message {
  readonly header: { readonly msg_type: string }
  readonly parent: { readonly msg_id?: string }
  readonly content: Record<string, unknown>
}

/** What is used of ZeroMQ's package. It is installed beside this file and may be absent, so nothing here imports it. */
interface ZeroMq {
  readonly Dealer: new (options: { readonly linger: number }) => Dealer
  readonly Subscriber: new (options: { readonly linger: number }) => Subscriber
}
interface Socket extends AsyncIterable<readonly Buffer[]> {
  readonly connect: (address: string) => void
  readonly close: () => void
}
interface Dealer extends Socket {
  readonly send: (parts: readonly string[]) => Promise<void>
}
interface Subscriber extends Socket {
  readonly subscribe: () => void
}

const START_PATIENCE_MS = 60_000
/** A cell takes seconds; one whose end is never heard would wait for ever. */
const CELL_PATIENCE_MS = 600_000

/** @throws {KernelError} when the kernel does not answer within a minute */
export async function startKernel({ deno, folder, environment }: KernelOptions): Promise<Kernel> {
  const scratch = mkdtempSync(join(tmpdir(), 'huijian-kernel-'))
  const [shell, iopub, stdin, control, heartbeat] = await freePorts(5)
  const connection = {
    transport: 'tcp',
    ip: '127.0.0.1',
    key: randomUUID(),
    signature_scheme: 'hmac-sha256',
    shell_port: shell,
    iopub_port: iopub,
    stdin_port: stdin,
    control_port: control,
    hb_port: heartbeat,
  }
  const file = join(scratch, 'connection.json')
  writeFileSync(file, JSON.stringify(connection))
  const words = ['jupyter', '--quiet', '--kernel', '--conn', file]
  const child = spawn(deno, words, { cwd: folder, env: environment, stdio: 'inherit' })
  const { Dealer, Subscriber } = createRequire(import.meta.url)('zeromq') as ZeroMq
  const requests = new Dealer({ linger: 0 }),
    broadcasts = new Subscriber({ linger: 0 })
  const close = () => {
    requests.close()
    broadcasts.close()
    child.kill()
    rmSync(scratch, { recursive: true, force: true })
  }
  try {
    requests.connect(`tcp://127.0.0.1:${shell}`)
    broadcasts.connect(`tcp://127.0.0.1:${iopub}`)
    broadcasts.subscribe()
    const wire = openWire(child, requests, broadcasts, connection.key)
    await wire.whenListening()
    return { execute: wire.execute, close }
  } catch (error) {
    close()
    throw error
  }
}

/** Requests and what comes back of them: each broadcast names the request it belongs to. */
function openWire(child: ChildProcess, requests: Dealer, broadcasts: Subscriber, key: string) {
  const listeners = new Map<string, (message: Message) => void>()
  let end: (why: KernelError) => void
  const ended = new Promise<never>((_, reject) => (end = reject))
  ended.catch(() => undefined)
  child.once('error', error => end(new KernelError(`The kernel did not start: ${error.message}.`)))
  child.once('exit', code => end(new KernelError(`The kernel ended with code ${code}.`)))
  void receive(broadcasts, message => listeners.get(message.parent.msg_id ?? '')?.(message))
  void receive(requests, () => undefined) // replies repeat what was broadcast

  /** Settles when a broadcast of the request `isLast`; `onMessage` hears those that come later, too. */
  const request = async (type: string, content: object, isLast: (message: Message) => boolean, onMessage = ignore) => {
    const id = randomUUID()
    const last = new Promise<void>(resolve =>
      listeners.set(id, message => {
        onMessage(message)
        if (isLast(message)) resolve()
      }),
    )
    const header = {
      msg_id: id,
      msg_type: type,
      session: key,
      username: 'huijian',
      date: new Date().toISOString(),
      version: '5.3',
    }
    const parts = [header, {}, {}, content].map(part => JSON.stringify(part))
    const signature = createHmac('sha256', key).update(parts.join('')).digest('hex')
    await requests.send(['<IDS|MSG>', signature, ...parts])
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new KernelError(`The kernel did not end a ${type} within ${CELL_PATIENCE_MS / 1000} s.`)),
        CELL_PATIENCE_MS,
      )
      timer.unref()
    })
    try {
      await Promise.race([last, ended, silence])
    } finally {
      clearTimeout(timer)
    }
  }

  return {
    /** A subscription takes effect some time after it was asked for, so the kernel is asked until it is heard. */
    whenListening: async () => {
      const deadline = AbortSignal.timeout(START_PATIENCE_MS)
      for (let heard = false; !heard;) {
        if (deadline.aborted) throw new KernelError(`The kernel did not answer within ${START_PATIENCE_MS / 1000} s.`)
        const answer = request('kernel_info_request', {}, isIdle).then(() => true)
        const silence = new Promise<false>(resolve => setTimeout(() => resolve(false), 500))
        heard = await Promise.race([answer, ended, silence])
      }
    },
    execute: async (code: string) => {
      const outputs: Output[] = []
      await request('execute_request', executing(code, true), isIdle, message => collect(outputs, message))
      // Deno's kernel may say that it is idle before it has shown a cell's value. Values come in the order of their
      // cells, so the value of a cell of ours is waited for.
      await request('execute_request', executing('"shown"', false), isValue)
      listeners.clear()
      return { outputs, failed: outputs.some(output => output.output_type === 'error') }
    },
  }
}

const ignore = (_message: Message): void => undefined
const isIdle = ({ header, content }: Message): boolean =>
  header.msg_type === 'status' && content['execution_state'] === 'idle'
const isValue = ({ header }: Message): boolean => header.msg_type === 'execute_result'

/** @param counts  whether the cell is one of the notebook's and takes a number */
const executing = (code: string, counts: boolean) => ({
  code,
  silent: false,
  store_history: counts,
  user_expressions: {},
  allow_stdin: false,
  stop_on_error: true,
})

/** Adds what a message shows; texts of one stream that follow each other are one output, as in Jupyter. */
function collect(outputs: Output[], { header: { msg_type }, content }: Message): void {
  if (msg_type === 'stream') {
    const name = content['name'] as string,
      last = outputs.at(-1)
    const before = last?.output_type === 'stream' && last.name === name ? (last.text as readonly string[]) : null
    if (before !== null) outputs.pop()
    outputs.push({
      output_type: 'stream',
      name,
      text: linesOf([...(before ?? []), content['text'] as string].join('')),
    })
  }
  if (msg_type === 'display_data') {
    outputs.push({ output_type: 'display_data', data: byLines(content['data'] as MimeBundle), metadata: {} })
  }
  if (msg_type === 'execute_result') {
    outputs.push({
      output_type: 'execute_result',
      data: byLines(content['data'] as MimeBundle),
      metadata: {},
      execution_count: content['execution_count'] as number,
    })
  }
  if (msg_type === 'error') {
    const { ename, evalue, traceback } = content as { ename: string; evalue: string; traceback: string[] }
    outputs.push({ output_type: 'error', ename, evalue, traceback })
  }
}

/** Texts by lines; base64 stays one text. */
function byLines(data: MimeBundle): MimeBundle {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => [
      type,
      typeof value === 'string' && !/^image\/(?!svg)/.test(type) ? linesOf(value) : value,
    ]),
  )
}

async function receive(socket: Dealer | Subscriber, onMessage: (message: Message) => void): Promise<void> {
  for await (const frames of socket) {
    // What stands before the delimiter is routing; after it signature, header, parent, metadata, content.
    const start = frames.findIndex(frame => frame.toString() === '<IDS|MSG>')
    const [header, parent, , content] = frames.slice(start + 2, start + 6).map(frame => JSON.parse(frame.toString()))
    onMessage({ header, parent, content })
  }
}

/** Ports that were free a moment ago; all are held until the last is found, so they differ. */
async function freePorts(count: number): Promise<readonly number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listening))
  const ports = servers.map(server => (server.address() as AddressInfo).port)
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))))
  return ports
}

function listening(): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
