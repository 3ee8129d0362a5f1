package dev.coda.sampletools.calculator;

import static java.util.Map.entry;

import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.config.OperatorDictionaryIfc;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.basic.AbsFunction;
import com.ezylang.evalex.functions.basic.AverageFunction;
import com.ezylang.evalex.functions.basic.CeilingFunction;
import com.ezylang.evalex.functions.basic.FactFunction;
import com.ezylang.evalex.functions.basic.FloorFunction;
import com.ezylang.evalex.functions.basic.Log10Function;
import com.ezylang.evalex.functions.basic.LogFunction;
import com.ezylang.evalex.functions.basic.MaxFunction;
import com.ezylang.evalex.functions.basic.MinFunction;
import com.ezylang.evalex.functions.basic.RoundFunction;
import com.ezylang.evalex.functions.basic.SumFunction;
import com.ezylang.evalex.functions.trigonometric.AcosRFunction;
import com.ezylang.evalex.functions.trigonometric.AsinRFunction;
import com.ezylang.evalex.functions.trigonometric.Atan2RFunction;
import com.ezylang.evalex.functions.trigonometric.AtanRFunction;
import com.ezylang.evalex.functions.trigonometric.CosRFunction;
import com.ezylang.evalex.functions.trigonometric.DegFunction;
import com.ezylang.evalex.functions.trigonometric.RadFunction;
import com.ezylang.evalex.functions.trigonometric.SinRFunction;
import com.ezylang.evalex.functions.trigonometric.TanRFunction;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.arithmetic.InfixDivisionOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixModuloOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMultiplicationOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPlusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPowerOfOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixPlusOperator;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operators, functions and constants of the calculator; no text, dates or arrays. Immutable.
 */
final class Grammar {
  /** 170! is the largest factorial below the largest number. */
  private static final int LARGEST_FACTORIAL = 170;

  private static final int MOST_DECIMALS = 100;
  private static final int DIGITS = 50;

  private static final Map<String, OperatorIfc> INFIX =
      Map.ofEntries(
          entry("+", new InfixPlusOperator()),
          entry("-", new InfixMinusOperator()),
          entry("*", new InfixMultiplicationOperator()),
          entry("/", new InfixDivisionOperator()),
          entry("%", new InfixModuloOperator()),
          entry("^", new InfixPowerOfOperator()),
          entry("**", new InfixPowerOfOperator()),
          entry("^-", new NegatedPowerOperator()),
          entry("**-", new NegatedPowerOperator()));

  private static final Map<String, FunctionIfc> FUNCTIONS =
      Map.ofEntries(
          entry("ABS", new AbsFunction()),
          entry("ACOS", new AcosRFunction()),
          entry("ASIN", new AsinRFunction()),
          entry("ATAN", new AtanRFunction()),
          entry("ATAN2", new Atan2RFunction()),
          entry("AVERAGE", new AverageFunction()),
          entry("CEILING", new CeilingFunction()),
          entry("COS", new CosRFunction()),
          entry("DEG", new DegFunction()),
          entry("FLOOR", new FloorFunction()),
          entry("LN", new LogFunction()),
          entry("LOG", new LogFunction()),
          entry("LOG10", new Log10Function()),
          entry("MAX", new MaxFunction()),
          entry("MIN", new MinFunction()),
          entry("RAD", new RadFunction()),
          entry("SIN", new SinRFunction()),
          entry("SQRT", new SquareRootFunction()),
          entry("SUM", new SumFunction()),
          entry("TAN", new TanRFunction()));

  private Grammar() {}

  static ExpressionConfiguration create() {
    Map<String, EvaluationValue> constants = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : new String[] {"PI", "E"}) {
      constants.put(name, ExpressionConfiguration.StandardConstants.get(name));
    }
    return ExpressionConfiguration.builder()
        .operatorDictionary(operators())
        .functionDictionary(functions())
        .defaultConstants(constants)
        .mathContext(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
        .powerOfPrecedence(OperatorIfc.OPERATOR_PRECEDENCE_POWER_HIGHER)
        .arraysAllowed(false)
        .structuresAllowed(false)
        .binaryAllowed(false)
        .build();
  }

  private static OperatorDictionaryIfc operators() {
    MapBasedOperatorDictionary dictionary = new MapBasedOperatorDictionary();
    INFIX.forEach((sign, operator) -> dictionary.addOperator(sign, new BoundedOperator(operator)));
    dictionary.addOperator("+", new BoundedOperator(new PrefixPlusOperator()));
    dictionary.addOperator("-", new BoundedOperator(new PrefixMinusOperator()));
    return dictionary;
  }

  private static FunctionDictionaryIfc functions() {
    MapBasedFunctionDictionary dictionary = new MapBasedFunctionDictionary();
    FUNCTIONS.forEach(
        (name, function) -> dictionary.addFunction(name, BoundedFunction.of(function)));
    dictionary.addFunction("FACT", new BoundedFunction(new FactFunction(), LARGEST_FACTORIAL));
    dictionary.addFunction("ROUND", new BoundedFunction(new RoundFunction(), MOST_DECIMALS));
    return dictionary;
  }
}
