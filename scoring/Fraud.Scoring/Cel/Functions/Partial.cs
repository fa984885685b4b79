namespace Fraud.Scoring.Cel.Functions;

/// <summary>A function of one argument that has no value for some.</summary>
internal delegate CelFailure Partial<in T, TResult>(T argument, out TResult result);

/// <summary>A function of two arguments that has no value for some.</summary>
internal delegate CelFailure Partial<in T1, in T2, TResult>(T1 first, T2 second, out TResult result);
