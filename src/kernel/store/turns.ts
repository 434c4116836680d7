// Lets asynchronous work take turns: what is given to `run` starts when all that was given before has ended, well or badly.

export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(work)
    // The next turn does not care how this one ended; whoever asked for it does.
    this.#last = Promise.allSettled([turn])
    return turn
  }
}
