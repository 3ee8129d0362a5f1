package app;

import io.micronaut.aop.InterceptorBean;
import io.micronaut.aop.MethodInterceptor;
import io.micronaut.aop.MethodInvocationContext;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls that come through a proxy. Thread-safe. */
@Singleton
@InterceptorBean(Counted.class)
public class Counter implements MethodInterceptor<Object, Object> {
  final AtomicInteger calls = new AtomicInteger();

  @Override
  public Object intercept(MethodInvocationContext<Object, Object> call) {
    calls.incrementAndGet();
    return call.proceed();
  }
}
