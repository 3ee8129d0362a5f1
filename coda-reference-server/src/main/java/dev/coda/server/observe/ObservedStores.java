package dev.coda.server.observe;

import dev.coda.api.artifact.ArtifactStore;
import dev.coda.api.event.RunStatus;
import dev.coda.api.session.MessageIndex;
import dev.coda.api.session.RunCommit;
import dev.coda.api.session.RunRecord;
import dev.coda.api.session.RunStore;
import dev.coda.api.session.SessionStore;
import dev.coda.api.session.Stores;
import dev.coda.api.session.ToolPermissionStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes all calls on to other stores, and reports to observers what is stored of runs.
 * Thread-safe.
 */
public final class ObservedStores implements Stores {
  private static final Logger LOG = LoggerFactory.getLogger(ObservedStores.class);

  private final Stores stores;
  private final RunStore runs;
  private final List<RunObserver> observers;

  private ObservedStores(Stores stores, List<RunObserver> observers) {
    this.stores = stores;
    this.observers = List.copyOf(observers);
    // Three methods of twenty matter here; the others go to the store as they are.
    this.runs =
        (RunStore)
            Proxy.newProxyInstance(
                RunStore.class.getClassLoader(),
                new Class<?>[] {RunStore.class},
                (proxy, method, arguments) -> invoke(stores.runs(), method, arguments));
  }

  /** Returns these stores with observers. */
  public static Stores of(Stores stores, List<RunObserver> observers) {
    return new ObservedStores(stores, observers);
  }

  @Override
  public SessionStore sessions() {
    return stores.sessions();
  }

  @Override
  public RunStore runs() {
    return runs;
  }

  @Override
  public MessageIndex index() {
    return stores.index();
  }

  @Override
  public ArtifactStore artifacts() {
    return stores.artifacts();
  }

  @Override
  public ToolPermissionStore toolPermissions() {
    return stores.toolPermissions();
  }

  private @Nullable Object invoke(RunStore store, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object result;
    try {
      result = method.invoke(store, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
    if (method.getName().equals("append") && arguments != null) {
      RunCommit commit = (RunCommit) arguments[0];
      report(observer -> observer.committed(commit));
    } else if (method.getName().equals("start") && arguments != null) {
      RunRecord run = (RunRecord) arguments[0];
      // A request that is repeated gets the run of the first one, which is not new.
      if (run.id().equals(((RunRecord) result).id())) {
        started(run, (RunCommit) arguments[1]);
      }
    } else if (method.getName().equals("begin") && arguments != null) {
      started((RunRecord) arguments[0], (RunCommit) arguments[1]);
    }
    return result;
  }

  /** A run that waits for its turn has not started. */
  private void started(RunRecord run, RunCommit first) {
    report(observer -> {
      if (first.status() != RunStatus.QUEUED) {
        observer.started(run);
      }
      observer.committed(first);
    });
  }

  /** What is stored stays so, whatever an observer makes of it. */
  private void report(Consumer<RunObserver> event) {
    for (RunObserver observer : observers) {
      try {
        event.accept(observer);
      } catch (RuntimeException e) {
        LOG.error("An observer of runs failed", e);
      }
    }
  }
}
