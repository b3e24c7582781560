//! Virtual time: a clock that stands still while any task can run, and then jumps to the next timer.
//!
//! Nothing sleeps and nothing is random, so tests of hours run instantly and deterministically.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    pin::{Pin, pin},
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use seax_dialer::client::{Clock, Millis};

/// The start of virtual time: 2025-07-08T03:06:09Z.
pub const START: Millis = 1_751_943_969_000;

/// A virtual clock and the executor that advances it. Clones share the time.
#[derive(Clone, Default)]
pub struct Time(Rc<State>);

#[derive(Default)]
struct State {
    /// Milliseconds since [`START`].
    passed: Cell<Millis>,
    /// The timers by deadline; the number distinguishes timers with the same one.
    timers: RefCell<BTreeMap<(Millis, u64), Waker>>,
    set: Cell<u64>,
}

impl Time {
    /// Returns the milliseconds since [`START`].
    pub fn passed(&self) -> Millis {
        self.0.passed.get()
    }

    /// Returns how many timers are set.
    pub fn timers(&self) -> usize {
        self.0.timers.borrow().len()
    }

    /// Lets time pass without any timer firing, as a task does that is never idle.
    #[allow(dead_code, reason = "not every test needs it")]
    pub fn pass(&self, span: Millis) {
        self.0.passed.set(self.passed() + span);
    }

    /// Runs a future to completion.
    pub fn run<F: Future>(&self, future: F) -> F::Output {
        self.run_until(Millis::MAX, pin!(future))
            .expect("a future waits for something that will never happen")
    }

    /// Runs a future to completion, or until only timers at or after `end` are left.
    pub fn run_until<F: Future>(&self, end: Millis, mut future: Pin<&mut F>) -> Option<F::Output> {
        let flag = Arc::new(Flag(AtomicBool::new(true)));
        let waker = Waker::from(flag.clone());
        loop {
            while flag.0.swap(false, Ordering::Relaxed) {
                if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
                    return Some(output);
                }
            }
            let (moment, woken) = {
                let mut timers = self.0.timers.borrow_mut();
                let next = timers.first_entry()?;
                (next.key().0, (next.key().0 < end).then(|| next.remove()))
            };
            self.0.passed.set(moment.min(end).max(self.passed()));
            woken?.wake();
        }
    }
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Clock for Time {
    fn now(&self) -> Millis {
        START + self.passed()
    }

    fn steady(&self) -> Millis {
        self.now()
    }

    fn sleep(&self, span: Millis) -> impl Future<Output = ()> {
        let number = self.0.set.get();
        self.0.set.set(number + 1);
        Sleep { state: self.0.clone(), key: (self.passed().saturating_add(span), number) }
    }
}

struct Sleep {
    state: Rc<State>,
    key: (Millis, u64),
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.state.passed.get() >= self.key.0 {
            return Poll::Ready(());
        }
        self.state.timers.borrow_mut().insert(self.key, context.waker().clone());
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.state.timers.borrow_mut().remove(&self.key);
    }
}
