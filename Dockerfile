# syntax=docker/dockerfile:1
# Chatvault as an image: the tab is built in the first stage, the second has what a server needs and nothing to build with.
# docker build -t chatvault . && docker run --read-only --tmpfs /tmp -v chatvault:/data --env-file .env -p 3978:3978 chatvault

FROM node:24-bookworm-slim AS build
WORKDIR /srv/chatvault
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-progress
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
LABEL org.opencontainers.image.title="Chatvault" \
      org.opencontainers.image.description="Backs up Microsoft Teams private chats inside a monthly message budget" \
      org.opencontainers.image.licenses="Apache-2.0"
WORKDIR /srv/chatvault
COPY --from=build /srv/chatvault/node_modules node_modules
COPY --from=build /srv/chatvault/tab/dist tab/dist
COPY package.json .npmrc LICENSE ./
COPY server server
COPY manifest manifest
COPY appPackage appPackage
RUN mkdir /data && chown node:node /data
USER node
# HOST: the reverse proxy is outside. Metrics and probes are for this container, unless METRICS_HOST says otherwise.
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data METRICS_PORT=9464
VOLUME /data
EXPOSE 3978
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node_modules/.bin/node", "-e", "fetch('http://127.0.0.1:9464/readyz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node 26, which comes with the packages, and without npm in between: signals arrive directly.
CMD ["node_modules/.bin/node", "server/start.js"]
