package dev.coda.server.process;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.IntConsumer;

/**
 * Handles signals of the operating system. The JDK offers that in {@code sun.misc.Signal} alone,
 * which the compiler refuses by name, so it is looked up.
 */
final class Signals {
  private Signals() {}

  /**
   * Calls the handler with the number of each such signal, on a thread of its own.
   *
   * @return false where this JVM leaves the signal to the operating system
   */
  static boolean handle(String name, IntConsumer handler) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object signal = signalType.getConstructor(String.class).newInstance(name);
      int number = (int) signalType.getMethod("getNumber").invoke(signal);
      MethodHandle accept =
          MethodHandles.lookup()
              .findVirtual(
                  IntConsumer.class, "accept", MethodType.methodType(void.class, int.class))
              .bindTo(handler);
      MethodHandle handle =
          MethodHandles.dropArguments(
              MethodHandles.insertArguments(accept, 0, number), 0, signalType);
      signalType
          .getMethod("handle", signalType, handlerType)
          .invoke(null, signal, MethodHandleProxies.asInterfaceInstance(handlerType, handle));
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
