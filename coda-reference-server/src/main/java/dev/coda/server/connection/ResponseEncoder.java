package dev.coda.server.connection;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;

/** Writes responses, without a body those to HEAD. Confined to one thread at a time. */
final class ResponseEncoder extends HttpResponseEncoder {
  private final RequestMethods methods;

  ResponseEncoder(RequestMethods methods) {
    this.methods = methods;
  }

  @Override
  protected boolean isContentAlwaysEmpty(HttpResponse response) {
    if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
      return super.isContentAlwaysEmpty(response);
    }
    return HttpMethod.HEAD.equals(methods.next()) || super.isContentAlwaysEmpty(response);
  }
}
