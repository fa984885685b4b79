using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Fraud.UnitTests")]
