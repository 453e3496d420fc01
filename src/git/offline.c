/* SPDX-License-Identifier: MIT */
/*
 * The link seam of the static build. libgit2's archive reaches HTTP, SSH, TLS, sockets and the
 * name service through these few functions. Defined here they are found before the archive's own,
 * so that no member with network code is ever linked. Each says "there is no such transport".
 */
#include <stdbool.h>
#include <stddef.h>

/* The declarations are libgit2's internal ones (src/libgit2/{transports,streams}, 1.5). */
bool git_http__expect_continue;
int git_smart_subtransport_http(void **out, void *owner, void *param);
int git_smart_subtransport_ssh(void **out, void *owner, void *param);
int git_transport_ssh_global_init(void);
int git_mbedtls_stream_global_init(void);
int git_mbedtls__set_cert_location(const char *file, const char *path);
int git_openssl_stream_global_init(void);
int git_socket_stream_new(void **out, const char *host, const char *port);

int git_smart_subtransport_http(void **out, void *owner, void *param)
{
	(void)out, (void)owner, (void)param;
	return -1;
}

int git_smart_subtransport_ssh(void **out, void *owner, void *param)
{
	(void)out, (void)owner, (void)param;
	return -1;
}

int git_transport_ssh_global_init(void)
{
	return 0;
}

int git_mbedtls_stream_global_init(void)
{
	return 0;
}

int git_mbedtls__set_cert_location(const char *file, const char *path)
{
	(void)file, (void)path;
	return -1;
}

int git_openssl_stream_global_init(void)
{
	return 0;
}

int git_socket_stream_new(void **out, const char *host, const char *port)
{
	(void)out, (void)host, (void)port;
	return -1;
}
