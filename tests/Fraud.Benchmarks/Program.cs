return await Fraud.Benchmarks.Running.BenchProgram.RunAsync(args);
