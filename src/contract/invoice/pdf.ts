// The invoice as a PDF, drawn by pdfkit, which is loaded when the first one is asked for. It says what the text says.

import type { ShownInvoice } from './shown.ts'

const margin = 50
const widthOfAmount = 90

export async function invoicePdf(invoice: ShownInvoice): Promise<Uint8Array> {
  const { default: Document } = await import('pdfkit')
  const issued = new Date(invoice.issuedAt)
  const document = new Document({
    size: 'A4', margin, info: { Title: `Invoice ${invoice.number}`, CreationDate: issued, ModDate: issued },
  })
  const chunks: Uint8Array[] = []
  document.on('data', (chunk: Uint8Array) => { chunks.push(chunk) })
  const ended = new Promise(resolve => { document.once('end', resolve) })
  const right = document.page.width - margin
  const row = (text: string, amount: string, indent = 0) => {
    const { y } = document
    document.text(text, margin + indent, y, { width: right - margin - indent - widthOfAmount })
    const after = document.y
    document.text(amount, right - widthOfAmount, y, { width: widthOfAmount, align: 'right' })
    document.y = Math.max(after, document.y)
    document.x = margin
  }
  document.fontSize(18).text(`Invoice ${invoice.number}`).fontSize(9).moveDown(0.5)
  const days = `Issued ${invoice.issuedAt.slice(0, 10)}   Due ${invoice.dueAt.slice(0, 10)}`
  document.text(`Account ${invoice.account}   Month ${invoice.month}   ${days}`)
  document.text(`Owed jointly by ${invoice.liable.join(', ')}`).moveDown()
  let seller = ''
  let group = ''
  for (const line of invoice.lines) {
    if (line.seller !== seller) {
      seller = line.seller
      document.moveDown(0.5).font('Helvetica-Bold').fontSize(11).text(seller).font('Helvetica').fontSize(9)
    }
    const name = `${line.name}, account ${line.account}, ${line.region}`
    if (name !== group) document.moveDown(0.3).font('Helvetica-Bold').text(group = name).font('Helvetica')
    const used = line.quantity === '' ? '' : `: ${line.quantity} ${line.unit} at ${line.rate}`
    row(`${line.usageType} ${line.description}${used}`, line.cost, 12)
  }
  document.moveDown().font('Helvetica-Bold')
  row('Before tax, USD', invoice.beforeTax)
  row('Tax, USD', invoice.tax)
  row('Total, USD', invoice.total)
  if (invoice.currency !== 'USD') row(`Total, ${invoice.currency} at ${invoice.exchangeRate}`, invoice.totalInCurrency)
  document.end()
  await ended
  return Buffer.concat(chunks)
}
