//! The settings of Indico and of what it runs on, as its guide for Debian gives them, for a folder and ports of our own.

use std::path::Path;

use super::site::{ACCOUNT, Layout};

impl Layout<'_> {
    /// Files by their names. `packages` is where Python has Indico.
    pub(super) fn settings(&self, packages: &Path) -> [(&'static str, String); 3] {
        [
            ("indico.conf", self.indico_configuration()),
            ("uwsgi.ini", self.uwsgi_configuration(packages)),
            ("nginx.conf", self.nginx_configuration(packages)),
        ]
    }

    /// As its wizard writes it, without debugging.
    fn indico_configuration(&self) -> String {
        let (address, redis, folder) = (self.address, self.redis, self.folder.display());
        format!(
            "SQLALCHEMY_DATABASE_URI = 'postgresql://{ACCOUNT}@/indico?host={folder}/run'\n\
             SECRET_KEY = b'for measurements, and thirty-two'\n\
             BASE_URL = 'http://{address}'\n\
             CELERY_BROKER = 'redis://{redis}/0'\n\
             REDIS_CACHE_URL = 'redis://{redis}/1'\n\
             DEFAULT_TIMEZONE = 'Asia/Macau'\n\
             DEFAULT_LOCALE = 'en_GB'\n\
             CACHE_DIR = '{folder}/cache'\n\
             TEMP_DIR = '{folder}/tmp'\n\
             LOG_DIR = '{folder}/log'\n\
             STORAGE_BACKENDS = {{'default': 'fs:{folder}/archive'}}\n\
             ATTACHMENT_STORAGE = 'default'\n\
             SMTP_SERVER = ('127.0.0.1', 9)\n\
             SUPPORT_EMAIL = 'support@example.invalid'\n\
             PUBLIC_SUPPORT_EMAIL = 'support@example.invalid'\n\
             NO_REPLY_EMAIL = 'noreply@example.invalid'\n\
             # It may ask nobody outside.\n\
             SYSTEM_NOTICES_URL = None\n"
        )
    }

    /// The workers and limits of the guide. `die-on-term` has it end when it is told to.
    fn uwsgi_configuration(&self, packages: &Path) -> String {
        format!(
            "[uwsgi]\nsocket = {}\nwsgi-file = {}/indico/web/indico.wsgi\nvirtualenv = {}\nbuffer-size = 20480\ndie-on-term = true\n\
             disable-logging = true\nenable-threads = true\nevil-reload-on-rss = 8192\nharakiri = 900\nmaster = true\nmax-requests = 2500\n\
             memory-report = true\nprocesses = 4\nprotocol = uwsgi\nreload-on-rss = 2048\nsingle-interpreter = true\nvacuum = true\n",
            self.path("run/uwsgi"),
            packages.display(),
            self.installed.home.display()
        )
    }

    /// The guide's server without TLS, and kinder: Debian has only HTML compressed, here also scripts and styles.
    fn nginx_configuration(&self, packages: &Path) -> String {
        let temporary = ["client_body", "uwsgi", "proxy", "fastcgi", "scgi"]
            .map(|name| format!("  {name}_temp_path {};\n", self.path(&format!("tmp/{name}"))));
        let files = format!("{}/indico/web/static", packages.display());
        format!(
            "daemon off;\npid {};\nworker_processes auto;\nerror_log {};\nevents {{ worker_connections 768; }}\nhttp {{\n  \
             include /etc/nginx/mime.types;\n  default_type application/octet-stream;\n  sendfile on;\n  tcp_nopush on;\n  \
             access_log off;\n  gzip on;\n  gzip_types text/css text/javascript application/javascript application/json image/svg+xml;\n\
             {}  server {{\n    listen {};\n    \
             # The names of files bear their versions, which the files do not.\n    \
             rewrite \"^(/(?:images|fonts)/.+)__v[0-9a-f]+(\\.[a-z0-9]+)$\" $1$2;\n    \
             location ~ \"^/(?:css|dist|fonts|images)/\" {{ root {files}; }}\n    \
             location / {{\n      include /etc/nginx/uwsgi_params;\n      uwsgi_param UWSGI_SCHEME $scheme;\n      \
             uwsgi_pass unix:{};\n      uwsgi_buffers 32 32k;\n      uwsgi_busy_buffers_size 128k;\n    }}\n  }}\n}}\n",
            self.path("run/nginx.pid"),
            self.path("log/nginx.log"),
            temporary.concat(),
            self.address,
            self.path("run/uwsgi"),
        )
    }
}
