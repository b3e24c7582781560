use std::{
    cell::RefCell,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use futures_util::{StreamExt, future::LocalBoxFuture, stream::FuturesUnordered};

/// Polls tasks on the caller's thread until none of them can make progress.
#[derive(Default)]
pub struct Executor {
    tasks: RefCell<FuturesUnordered<LocalBoxFuture<'static, ()>>>,
    /// Tasks that were spawned while others ran.
    spawned: RefCell<Vec<LocalBoxFuture<'static, ()>>>,
}

impl Executor {
    /// Adds a task.
    pub fn spawn(&self, task: LocalBoxFuture<'static, ()>) {
        self.spawned.borrow_mut().push(task);
    }

    /// Runs until every task is pending. Does nothing if called from within a task: the outer call picks up the
    /// spawned tasks.
    pub fn run_until_stalled(&self) {
        let Ok(mut tasks) = self.tasks.try_borrow_mut() else { return };
        let woken = Arc::new(Woken(AtomicBool::new(true)));
        let waker = Waker::from(Arc::clone(&woken));
        let mut context = Context::from_waker(&waker);
        loop {
            let spawned = self.spawned.take();
            if !spawned.is_empty() {
                tasks.extend(spawned);
                woken.0.store(true, Ordering::Relaxed);
            }
            if !woken.0.swap(false, Ordering::Relaxed) {
                return;
            }
            while let Poll::Ready(Some(())) = tasks.poll_next_unpin(&mut context) {}
        }
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}
