package dev.coda.core;

import java.util.concurrent.Flow;
import java.util.function.Function;

/** Publishes another publisher's items in another form. Thread-safe. */
record MappedPublisher<A, B>(Flow.Publisher<A> source, Function<? super A, ? extends B> form)
    implements Flow.Publisher<B> {

  @Override
  public void subscribe(Flow.Subscriber<? super B> subscriber) {
    source.subscribe(
        new Flow.Subscriber<A>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            subscriber.onSubscribe(subscription);
          }

          @Override
          public void onNext(A item) {
            subscriber.onNext(form.apply(item));
          }

          @Override
          public void onError(Throwable failure) {
            subscriber.onError(failure);
          }

          @Override
          public void onComplete() {
            subscriber.onComplete();
          }
        });
  }
}
