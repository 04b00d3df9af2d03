//! `batch`: JSON requests from stdin, one a line, or one request asked of many PDFs; answers on stdout, one a line, in
//! the same order.
//!
//! A reader hands each line to the workers and puts the place of its answer in a queue; the writer empties that queue
//! in order, waiting for each answer. The queue is bounded, so a fast writer of requests is held back, and memory is too.

mod decode;
mod lines;
mod paths;
mod platform;

use std::io::{self, IsTerminal as _, Write as _};
use std::num::NonZero;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;

use signplace::{Error, ErrorCode};

use crate::args::Batch;
use crate::output::{self, Format, Status, bar, json};
use lines::{Line, Lines};
use paths::Each;

/// Stack of a worker: deep documents are read by functions that call themselves, to a bound.
const STACK: usize = 16 << 20;

/// A line to answer, and where its answer goes.
type Job = (Line, Sender<String>);

/// The requests, in their order.
type Requests = Box<dyn Iterator<Item = Line> + Send>;

/// Answers requests until they end or nobody reads the answers.
pub(crate) fn run(format: Format, args: &Batch) -> ExitCode {
    let processors = || thread::available_parallelism().map_or(1, NonZero::get);
    let jobs = args.jobs.map_or_else(processors, usize::from).max(1);
    let (requests, total) = match requests(args) {
        Ok(requests) => requests,
        Err(error) => return output::error(format, &error),
    };
    // A bar among answers on the same terminal would only be in their way.
    let shows_bar = total.is_some() && io::stderr().is_terminal() && !io::stdout().is_terminal();
    match start(requests, jobs) {
        Ok(answers) => output::exit(write_in_order(&answers, total.filter(|_| shows_bar)), Status::Done),
        Err(why) => output::exit(Err(why), Status::Unusable),
    }
}

/// The requests, and how many there are where that is known beforehand.
fn requests(args: &Batch) -> Result<(Requests, Option<usize>), Error> {
    let Some(each) = &args.each else {
        // Read where they are used: what stdin is locked by cannot be sent there.
        return Ok((Box::new(Lines::new(io::BufReader::new(io::stdin()))), None));
    };
    let each = Each::read(each)?;
    let paths = match &args.list {
        Some(list) => paths::of_list(list)?,
        None => paths::of_arguments(&args.paths)?,
    };
    let total = paths.len();
    Ok((Box::new(paths.into_iter().map(move |path| each.of(&path))), Some(total)))
}

/// Starts the reader and the workers. The receivers come in the order of the requests.
fn start(requests: Requests, jobs: usize) -> io::Result<Receiver<Receiver<String>>> {
    // Twice as many as are worked on keeps every worker busy while the writer waits for a slow one.
    let (queue, answers) = sync_channel(2 * jobs);
    let (to_workers, work) = channel::<Job>();
    let work = Arc::new(Mutex::new(work));
    for _ in 0..jobs {
        let work = Arc::clone(&work);
        thread::Builder::new().stack_size(STACK).spawn(move || work_off(&work))?;
    }
    thread::Builder::new().spawn(move || read(requests, &queue, &to_workers))?;
    Ok(answers)
}

fn read(requests: Requests, queue: &SyncSender<Receiver<String>>, to_workers: &Sender<Job>) {
    for line in requests {
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

/// Writes the answers; with a bar of how far it is where the number of all is given.
fn write_in_order(answers: &Receiver<Receiver<String>>, total: Option<usize>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for (done, answer) in (1..).zip(answers) {
        let text = answer.recv().unwrap_or_else(|_| {
            json::error(&Error::new(
                ErrorCode::Damaged,
                "Answering this request failed in a way that was not foreseen.",
            ))
        });
        out.write_all(text.as_bytes())?;
        out.flush()?;
        if let Some(total) = total {
            bar::draw(done, total);
        }
    }
    bar::clear(total.is_some());
    Ok(())
}
