//! Virtual time, which advances to the next timer only when no work is left.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// A world's time, in milliseconds since the Unix epoch.
#[derive(Clone, Default)]
pub struct Time(Rc<State>);

#[derive(Default)]
struct State {
    now: Cell<u64>,
    next: Cell<u64>,
    timers: RefCell<BTreeMap<(u64, u64), Waker>>,
}

/// How a run of some work ended.
pub enum Run<T> {
    Done(T),
    /// The process was killed: the work was dropped at an await.
    Killed,
}

impl Time {
    pub fn at(now: u64) -> Self {
        let time = Self::default();
        time.0.now.set(now);
        time
    }

    pub fn now(&self) -> u64 {
        self.0.now.get()
    }

    pub fn pass(&self, span: u64) {
        self.0.now.set(self.now() + span);
    }

    pub async fn sleep(&self, span: u64) {
        let id = self.0.next.replace(self.0.next.get() + 1);
        let timer = Timer { time: self, key: (self.now().saturating_add(span), id) };
        poll_fn(|context| {
            if timer.time.now() >= timer.key.0 {
                return Poll::Ready(());
            }
            self.0.timers.borrow_mut().insert(timer.key, context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Runs the work. Kills it at the given step, if it gets that far; a step is one poll of the work that returns pending.
    pub fn run<T>(&self, work: impl Future<Output = T>, kill_at: Option<u32>) -> Run<T> {
        struct Woken(AtomicBool);
        impl Wake for Woken {
            fn wake(self: Arc<Self>) {
                self.0.store(true, Ordering::Relaxed);
            }
        }
        let woken = Arc::new(Woken(AtomicBool::new(false)));
        let waker = Waker::from(woken.clone());
        let mut work = pin!(work);
        for step in 1.. {
            woken.0.store(false, Ordering::Relaxed);
            if let Poll::Ready(done) = work.as_mut().poll(&mut Context::from_waker(&waker)) {
                return Run::Done(done);
            }
            if Some(step) == kill_at {
                break;
            }
            if !woken.0.load(Ordering::Relaxed) {
                let ((at, _), waker) = self
                    .0
                    .timers
                    .borrow_mut()
                    .pop_first()
                    .expect("the work waits for something that never comes");
                self.0.now.set(self.now().max(at));
                waker.wake();
            }
        }
        Run::Killed
    }

    /// Runs the work to completion.
    pub fn finish<T>(&self, work: impl Future<Output = T>) -> T {
        match self.run(work, None) {
            Run::Done(done) => done,
            Run::Killed => unreachable!("nobody kills it"),
        }
    }

    /// Returns how many timers are set.
    pub fn timers(&self) -> usize {
        self.0.timers.borrow().len()
    }
}

struct Timer<'a> {
    time: &'a Time,
    key: (u64, u64),
}

impl Drop for Timer<'_> {
    fn drop(&mut self) {
        self.time.0.timers.borrow_mut().remove(&self.key);
    }
}
