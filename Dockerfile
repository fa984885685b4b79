# The platform in one image: `docker build -t fraud .`, then `docker run fraud up --roles …` (see docker-compose.yml).
FROM node:22-bookworm-slim AS dashboard
WORKDIR /dashboard
COPY dashboard/package.json dashboard/package-lock.json dashboard/.npmrc ./
RUN npm install --no-save --no-audit --no-fund
COPY dashboard/ ./
RUN npm run build

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ENV FullFeed=true
WORKDIR /source
COPY . .
RUN dotnet publish api/Fraud.Host -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /app /app
COPY --from=dashboard /dashboard/dist /app/dashboard
RUN mkdir /data /keys && chown "$APP_UID" /data /keys
USER $APP_UID
WORKDIR /data
VOLUME /data
EXPOSE 8080
# See the launcher: collections of the youngest objects are fewer and cheaper.
ENV DOTNET_GCgen0size=0x5000000
ENTRYPOINT ["dotnet", "/app/fraud.dll"]
CMD ["up", "--data", "/data", "--listen", "0.0.0.0", "--port", "8080"]
