package dev.coda.sampletools.calculator;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.parser.Token;

/**
 * Takes roots to full precision at any size; EvalEx's own fails on very small numbers. Immutable.
 */
@FunctionParameter(name = "value", nonNegative = true)
final class SquareRootFunction extends AbstractFunction {

  @Override
  public EvaluationValue evaluate(
      Expression expression, Token token, EvaluationValue... arguments) {
    return EvaluationValue.numberValue(
        arguments[0].getNumberValue().sqrt(expression.getConfiguration().getMathContext()));
  }
}
