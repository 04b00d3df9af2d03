//! `batch`: JSON requests from stdin, one a line; answers on stdout, one a line, in the same order.
//!
//! A reader hands each line to the workers and puts the place of its answer in a queue; the writer empties that queue
//! in order, waiting for each answer. The queue is bounded, so a fast writer of requests is held back, and memory is too.

mod decode;
mod lines;
mod platform;

use std::io::{self, Write as _};
use std::num::NonZero;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use signplace::{Error, ErrorCode};

use crate::output::{self, Status, json};
use lines::{Line, Lines};

/// Stack of a worker: deep documents are read by functions that call themselves, to a bound.
const STACK: usize = 16 << 20;

/// A line to answer, and where its answer goes.
type Job = (Line, Sender<String>);

/// Answers requests until stdin ends or nobody reads the answers.
pub(crate) fn run(jobs: Option<u16>) -> ExitCode {
    let processors = || thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = jobs.map_or_else(processors, usize::from).max(1);
    match start(jobs) {
        Ok(answers) => output::exit(write_in_order(&answers), Status::Done),
        Err(why) => output::exit(Err(why), Status::Unusable),
    }
}

/// Starts the reader and the workers. The receivers come in the order of the requests.
fn start(jobs: usize) -> io::Result<Receiver<Receiver<String>>> {
    // Twice as many as are worked on keeps every worker busy while the writer waits for a slow one.
    let (queue, answers) = sync_channel(2 * jobs);
    let (to_workers, work) = channel::<Job>();
    let work = Arc::new(Mutex::new(work));
    for _ in 0..jobs {
        let work = Arc::clone(&work);
        thread::Builder::new().stack_size(STACK).spawn(move || work_off(&work))?;
    }
    thread::Builder::new().spawn(move || read(&queue, &to_workers))?;
    Ok(answers)
}

fn read(queue: &SyncSender<Receiver<String>>, to_workers: &Sender<Job>) {
    for line in Lines::new(io::stdin().lock()) {
        let (answer_to, answer) = channel();
        // Either fails only when the process is about to end.
        if queue.send(answer).is_err() || to_workers.send((line, answer_to)).is_err() {
            return;
        }
    }
}

fn work_off(work: &Mutex<Receiver<Job>>) {
    loop {
        // The lock is held while waiting: whoever waits first is served first, and the others wait for the lock.
        let job = match work.lock() {
            Ok(receiver) => receiver.recv(),
            Err(_) => return,
        };
        let Ok((line, answer_to)) = job else { return };
        // Fails only when the writer has gone.
        let _ = answer_to.send(decode::reply(line));
    }
}

fn write_in_order(answers: &Receiver<Receiver<String>>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for answer in answers {
        let text = answer.recv().unwrap_or_else(|_| {
            json::error(&Error::new(
                ErrorCode::Damaged,
                "Answering this request failed in a way that was not foreseen.",
            ))
        });
        out.write_all(text.as_bytes())?;
        out.flush()?;
    }
    Ok(())
}
